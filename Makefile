# What people and CI run. Each target installs what it lacks or says how to (scripts/need), and works as root and as anybody.
.PHONY: demo test matrix lint docs bench install uninstall

# Where `make install` puts things, and the program that it installs; DESTDIR is a folder in which a package is put together.
PREFIX = /usr/local
DESTDIR =
BINARY = target/release/trueup
into = $(DESTDIR)$(PREFIX)

# Shows trueup at work on a set-up that ran half way, beside a throwaway PostgreSQL.
demo:
	@scripts/need
	cargo build
	@scripts/with-postgres -f examples/half-run/live.sql scripts/play examples/half-run/README.md

test:
	@scripts/need openssl curl
	cargo test --no-fail-fast

# Runs what differs between versions, the walk over the catalogs, the mutations and the cases on PostgreSQL 13 to 18.
matrix:
	@scripts/need
	@scripts/matrix

lint:
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	@! command -v shellcheck >/dev/null || shellcheck scripts/* .ci/run ci/archive ci/install ci/run ci/comment ci/note

docs:
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps

# Compares `trueup check` on large databases with psql reading the same rows, and `trueup diff --staged` with `git diff --cached`.
bench:
	@scripts/bench
	@scripts/bench-rows
	@scripts/bench-hook
	@scripts/bench-doctor

target/release/trueup: Cargo.toml Cargo.lock $(shell find src docs -type f)
	cargo build --release --locked

# Installs the program, its man pages, and the completions of bash, zsh, fish and PowerShell (`Import-Module trueup`).
install: $(BINARY)
	install -d "$(into)/bin" "$(into)/share/man/man1" "$(into)/share/bash-completion/completions" \
		"$(into)/share/zsh/site-functions" "$(into)/share/fish/vendor_completions.d" \
		"$(into)/share/powershell/Modules/trueup"
	install -m 755 "$(BINARY)" "$(into)/bin/trueup"
	"$(into)/bin/trueup" man "$(into)/share/man/man1"
	"$(into)/bin/trueup" completions bash >"$(into)/share/bash-completion/completions/trueup"
	"$(into)/bin/trueup" completions zsh >"$(into)/share/zsh/site-functions/_trueup"
	"$(into)/bin/trueup" completions fish >"$(into)/share/fish/vendor_completions.d/trueup.fish"
	"$(into)/bin/trueup" completions powershell >"$(into)/share/powershell/Modules/trueup/trueup.psm1"

# Removes what `make install` has put there.
uninstall:
	rm -f "$(into)/bin/trueup" "$(into)/share/man/man1/trueup.1" "$(into)"/share/man/man1/trueup-*.1 \
		"$(into)/share/bash-completion/completions/trueup" "$(into)/share/zsh/site-functions/_trueup" \
		"$(into)/share/fish/vendor_completions.d/trueup.fish" \
		"$(into)/share/powershell/Modules/trueup/trueup.psm1"
	rmdir "$(into)/share/powershell/Modules/trueup" 2>/dev/null || true
