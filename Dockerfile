# An image with trueup alone: a static binary, the certificate authorities, and no shell.
#
#   docker build -t trueup .
#   docker run --rm -v "$PWD:/work" -e DATABASE_URL trueup diff
#
# `docker build --target ci` makes one with a shell, git and the scripts of ci/, for pipelines.
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /src
COPY . .
RUN cargo install --quiet --locked --path . --root /out

FROM alpine:3 AS ci
RUN apk add --no-cache ca-certificates curl git jq
COPY --from=build /out/bin/trueup /usr/local/bin/trueup
COPY ci/run /usr/local/bin/trueup-ci
COPY ci/note /usr/local/bin/trueup-note
WORKDIR /work

FROM scratch
# For sslmode=verify-full: the authorities that a system has.
COPY --from=ci /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/bin/trueup /usr/local/bin/trueup
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/trueup"]
