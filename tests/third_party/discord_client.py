"""discord.py works at our Discord: commands, interactions, buttons, messages, edits and threads."""

import asyncio
import sys

import discord
import yarl
from discord import app_commands

from kit import PATIENCE_SECONDS, Simulator

simulator = Simulator(sys.argv[1])
discord.http.Route.BASE = f"{simulator.base}/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(simulator.base.replace("http://", "ws://") + "/gw")

ROOM, ACCOUNT, TITLE = "3001", "4001", "支付 失败"
GUILD = discord.Object(int(simulator.section["guild_id"]))


class Acknowledge(discord.ui.View):
    """One button, and who pressed it."""

    pressed_by = None

    @discord.ui.button(label="Acknowledge", custom_id="ack")
    async def press(self, interaction, _button):
        self.pressed_by = str(interaction.user.id)
        await interaction.response.send_message("acknowledged", ephemeral=True)


class Bot(discord.Client):
    def __init__(self):
        # A message without allowed_mentions is counted as refused by the simulator.
        super().__init__(intents=discord.Intents.default(), allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.view = None
        self.failure = None
        group = app_commands.Group(name="incident", description="Incidents of this customer")
        group.command(name="open", description="Open an incident")(self.open)
        self.tree.add_command(group, guild=GUILD)
        self.tree.error(self.note_failure)

    async def open(self, interaction: discord.Interaction, title: str):
        self.view = Acknowledge()
        await interaction.response.send_message(f"opened: {title}", view=self.view)
        await interaction.followup.send("only for you", ephemeral=True)

    async def note_failure(self, _interaction, error):
        self.failure = error


async def play():
    bot = Bot()
    async with bot:
        await bot.login(simulator.section["token"])
        synced = await bot.tree.sync(guild=GUILD)
        assert [command.name for command in synced] == ["incident"], synced
        holding = asyncio.create_task(bot.connect(reconnect=False))
        ready = asyncio.create_task(bot.wait_until_ready())
        done, _ = await asyncio.wait([holding, ready], timeout=PATIENCE_SECONDS, return_when="FIRST_COMPLETED")
        assert ready in done, f"never ready: {[task.exception() for task in done]}"
        await use_a_command(bot)
        await speak(bot)
    simulator.refused_nothing()


async def use_a_command(bot):
    await asyncio.to_thread(simulator.say, ROOM, ACCOUNT, f"/incident open title:{TITLE}")
    opened = await asyncio.to_thread(simulator.the_message, ROOM, f"opened: {TITLE}")
    assert bot.failure is None, bot.failure
    assert opened["buttons"] == ["Acknowledge"] and opened["only_for"] is None, opened
    private = await asyncio.to_thread(simulator.the_message, ROOM, "only for you")
    assert private["only_for"] == ACCOUNT, private
    await asyncio.to_thread(simulator.press, opened["id"], "Acknowledge", "4002")
    answer = await asyncio.to_thread(simulator.the_message, ROOM, "acknowledged")
    assert bot.view.pressed_by == "4002" and answer["only_for"] == "4002", answer


async def speak(bot):
    channel = await bot.fetch_channel(int(ROOM))
    message = await channel.send("first words")
    await message.edit(content="better words")
    thread = await message.create_thread(name="INC-1")
    await thread.send("within the thread")
    edited = await asyncio.to_thread(simulator.the_message, ROOM, "better words")
    assert edited["edits"] == 1 and edited["id"] == str(message.id), edited
    inside = await asyncio.to_thread(simulator.the_message, ROOM, "within the thread")
    assert inside["thread"] == str(thread.id), inside


asyncio.run(play())
print(f"discord.py {discord.__version__}: logged in, registered a command, answered it with a button and a private "
      "message, heard the press, posted, edited and threaded; nothing refused")
