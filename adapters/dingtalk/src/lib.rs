//! DingTalk: app robot callbacks in; session replies and group robots out.
