# syntax=docker/dockerfile:1

FROM rust:1.95-slim-bookworm AS build
WORKDIR /build
COPY deploy/image.sh deploy/
RUN deploy/image.sh tools && rm -rf /var/lib/apt/lists/*
# The commit, for `watchbell --version`; the context has no history to ask.
ARG WATCHBELL_COMMIT=
COPY . .
# The caches keep the compiled dependencies between builds; the program is copied out of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    deploy/image.sh root "$(deploy/image.sh build release)" /image

# Nothing but the program and what it reads: no shell, no package that could need an update.
FROM scratch
COPY --from=build /image /
# By number, so that an orchestrator can see that it is not root.
USER 10001:10001
# A SQLite database lives here unless the configuration names a PostgreSQL. Inside a container loopback would
# be reached by nobody.
ENV PATH=/usr/local/bin \
    WATCHBELL__DATABASE__URL=sqlite:/data/watchbell.db \
    WATCHBELL__HTTP__LISTEN=0.0.0.0:8080 \
    WATCHBELL__HTTP__METRICS_LISTEN=0.0.0.0:9480
WORKDIR /data
VOLUME /data
EXPOSE 8080 9480
# The program drains what it has begun when it is told to stop.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=8s --start-period=10s CMD ["watchbell", "health", "--ready"]
ENTRYPOINT ["watchbell"]
CMD ["serve"]
