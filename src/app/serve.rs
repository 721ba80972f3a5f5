//! Runs the bot until it is told to stop.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use axum::Router;
use chrono::TimeDelta;
use metrics_exporter_prometheus::PrometheusHandle;
use secrecy::ExposeSecret;
use tokio::net::TcpListener;

use super::{Bot, BotDeps};
use crate::actions::SeededRandom;
use crate::clock::Clock;
use crate::config::{Config, OpeningConfig};
use crate::handlers::OpeningsAMinute;
use crate::links::Links;
use crate::plans::Plans;
use crate::render::menu::CommandMenu;
use crate::web::{self, ConnectionLimits, Limits, Web};
use crate::{host, platforms, shutdown};

/// Serves hooks, health and metrics, and lets the engine run by `clock`, until SIGTERM or SIGINT.
pub async fn serve(
    config: Config,
    metrics: PrometheusHandle,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<()> {
    anyhow::ensure!(
        !config.platforms.is_empty(),
        "no chat platform is configured, so nobody could be heard or paged; add a section such as \
         [platforms.dingtalk], as the pages in docs/platforms show, or try `watchbell sandbox`"
    );
    let links = super::links_of(&config).map(Arc::new);
    let bot = assemble(&config, links.as_ref(), clock).await?;
    let listener = TcpListener::bind(config.http.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.http.listen))?;
    let address = listener.local_addr()?;
    let limits = Limits { time: config.http.request_timeout, body: config.http.body_limit };
    let metrics = web::metrics_router(
        metrics,
        bot.engine.clone(),
        bot.engine.save_check(),
        Arc::clone(&bot.clock),
        limits,
    );
    let router = web::router(Web {
        platforms: bot.platforms.clone(),
        platform_checks: Arc::clone(&bot.platform_checks),
        handler: Arc::new(bot.handlers.clone()),
        store: bot.actions.store.clone(),
        save_check: bot.engine.save_check(),
        pulse: bot.engine.clone(),
        gateways: bot.gateways.clone(),
        clock: Arc::clone(&bot.clock),
        limits,
        stalled_after: TimeDelta::from_std(config.engine.stalled_after)?,
        late: bot.shutdown.inbound.clone(),
    });
    let router = match links {
        Some(links) => router.merge(web::links::router(bot.link_pages(links, limits.time), limits)),
        None => router,
    };
    let router = serve_metrics(&bot, &config, router, metrics).await;
    bot.reconcile_restore().await?;
    bot.start_engine();
    bot.start_alarm(&config.alarm)?;
    bot.start_gateways(config.http.request_timeout);
    let stop = bot.shutdown.stop_inbound.clone();
    let served =
        bot.shutdown.inbound.spawn(web::serve(listener, router, connections(), stop.clone()));
    tracing::info!(%address, "listening");
    tokio::select! {
        signal = shutdown::told_to_stop() => tracing::info!(signal = signal?, "stopping"),
        ended = served => ended.context("the HTTP server stopped")?.context("the HTTP server stopped")?,
    }
    bot.stop(config.engine.shutdown).await;
    Ok(())
}

/// Serves the metrics at their own address; with the other routes where the addresses are the same.
/// A port that is taken stops no pages: it is told, and there are no metrics.
async fn serve_metrics(bot: &Bot, config: &Config, router: Router, metrics: Router) -> Router {
    let address = config.http.metrics_listen;
    if address == config.http.listen {
        return router.merge(metrics);
    }
    match TcpListener::bind(address).await {
        Ok(listener) => {
            let stop = bot.shutdown.stop_inbound.clone();
            bot.shutdown.inbound.spawn(web::serve(listener, metrics, few_connections(), stop));
            tracing::info!(%address, "serving metrics");
        }
        Err(error) => tracing::error!(%address, %error, "no metrics: cannot listen there"),
    }
    router
}

fn openings_a_minute(config: OpeningConfig) -> OpeningsAMinute {
    OpeningsAMinute { by_account: config.by_account, in_room: config.in_room }
}

fn connections() -> ConnectionLimits {
    host::most_open_files()
        .map_or_else(ConnectionLimits::default, ConnectionLimits::with_open_files)
}

/// For whoever reads the figures.
fn few_connections() -> ConnectionLimits {
    ConnectionLimits { most: 32, ..connections() }
}

async fn assemble(
    config: &Config,
    links: Option<&Arc<Links>>,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Bot> {
    let menu: Arc<dyn chat::Menu> = Arc::new(CommandMenu::new());
    let plans = Plans::load(config.plans.dir.as_deref(), config.calendars.dir.as_deref()).map_err(
        |errors| {
            anyhow!(
                "the plan files have problems; `watchbell plans check` lists all {}",
                errors.len()
            )
        },
    )?;
    Bot::assemble_to_serve(BotDeps {
        database: config.database.url.expose_secret().to_owned(),
        plans: Arc::new(plans),
        platforms: platforms::build(config, &clock, &menu)?,
        clock,
        random: Arc::new(SeededRandom::from_system()),
        kept: config.events_kept(),
        openings: openings_a_minute(config.opening),
        links: links.cloned(),
    })
    .await
}
