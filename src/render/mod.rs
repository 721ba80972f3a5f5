//! Every sentence people read. Nothing here decides anything.
