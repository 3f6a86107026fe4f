# What people and CI run. Each target installs what it lacks or says how to (scripts/need), and works as root and as anybody.
.PHONY: demo test matrix lint docs bench

# Shows trueup at work on a set-up that ran half way, beside a throwaway PostgreSQL.
demo:
	@scripts/need
	cargo build
	@scripts/with-postgres -f examples/half-run/live.sql scripts/play examples/half-run/README.md

test:
	@scripts/need openssl
	cargo test --no-fail-fast

# Runs what differs between versions, the walk over the catalogs, the mutations and the cases on PostgreSQL 13 to 18.
matrix:
	@scripts/need
	@scripts/matrix

lint:
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	@! command -v shellcheck >/dev/null || shellcheck scripts/* .ci/run ci/install ci/run ci/comment ci/note

docs:
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps

# Compares `trueup check` on large databases with psql reading the same rows, and `trueup diff --staged` with `git diff --cached`.
bench:
	@scripts/bench
	@scripts/bench-rows
	@scripts/bench-hook
