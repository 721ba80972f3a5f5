# syntax=docker/dockerfile:1

FROM rust:1.95-slim-bookworm AS build
# The allocator is built with make.
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# The commit, for `watchbell --version`; the context has no history to ask.
ARG WATCHBELL_COMMIT=
COPY . .
# The caches keep the compiled dependencies between builds; the binary is copied out of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --release --locked --bin watchbell \
    && cp target/release/watchbell /usr/local/bin/watchbell

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 watchbell \
    && useradd --system --uid 10001 --gid watchbell --home-dir /data --shell /usr/sbin/nologin watchbell \
    && install -d -o watchbell -g watchbell /data
COPY --from=build /usr/local/bin/watchbell /usr/local/bin/watchbell
# By number, so that an orchestrator can see that it is not root.
USER 10001:10001
# A SQLite database lives here unless the configuration names a PostgreSQL. Inside a container loopback would
# be reached by nobody.
ENV WATCHBELL__DATABASE__URL=sqlite:/data/watchbell.db \
    WATCHBELL__HTTP__LISTEN=0.0.0.0:8080 \
    WATCHBELL__HTTP__METRICS_LISTEN=0.0.0.0:9480
WORKDIR /data
VOLUME /data
EXPOSE 8080 9480
# The program drains what it has begun when it is told to stop.
STOPSIGNAL SIGTERM
ENTRYPOINT ["watchbell"]
CMD ["serve"]
