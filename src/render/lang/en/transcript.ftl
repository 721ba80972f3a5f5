# What was said, and what is kept of it

secret-taken-out = Your message held what looks like a password or key. It was taken out before anything was saved, but everybody here may have read it: please change it, and delete the message.
