# printaloud: `make help` lists what can be made.

.DEFAULT_GOAL := help
.PHONY: help leaflets install uninstall deb static pictures test test-all fuzz fuzz-long deny bench clean

help: ## Show this list
	@echo 'make leaflets   print every page in content/ into out/ (installs what is missing first)'
	@echo 'make install    the program, its manual and completions, for PREFIX=/usr/local (or another)'
	@echo 'make deb        a Debian package of the program, in out/'
	@echo 'make static     a program that only prints and needs no library, in out/'
	@echo 'make test       everything that has to pass before a change lands, under 20 minutes'
	@echo 'make test-all   all sizes, papers and themes; run it before an issue is resolved'
	@echo 'make fuzz       noise for everything that reads, 20 seconds a target (SECONDS=n)'
	@echo 'make fuzz-long  the same by a fuzzer that sees which code it reaches, 20 minutes a target'
	@echo 'make deny       advisories, licences and sources of dependencies, with cargo-deny'
	@echo 'make bench      time, memory and file size, beside Typst and WeasyPrint where they can be had; then each stage'
	@echo 'make pictures   the picture of a leaflet in README.md'
	@echo 'make clean      remove what was built and printed'

leaflets:
	@tools/rust
	@features=$$(tools/packages speech) && cargo build --release $$features
	@tools/print-content

PREFIX ?= /usr/local
share = $(DESTDIR)$(PREFIX)/share

install:
	@tools/rust
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' tools/install

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/printaloud $(share)/man/man1/printaloud.1 $(share)/man/man1/printaloud-*.1
	rm -f $(share)/bash-completion/completions/printaloud $(share)/zsh/site-functions/_printaloud $(share)/fish/vendor_completions.d/printaloud.fish

deb:
	@tools/rust
	@tools/deb

static:
	@tools/rust
	@tools/static

pictures:
	@tools/rust
	@features=$$(tools/packages test) && cargo build --release $$features
	@tools/pictures

test:
	@tests/tools/run

test-all:
	@PRINTALOUD_TESTS=all tests/tools/run

SECONDS ?= 20

fuzz:
	@tools/rust
	@NOISE_SECONDS=$(SECONDS) cargo test -q --no-default-features --test all noise -- --show-output

fuzz-long:
	@tools/rust
	@fuzz/run 1200

deny:
	@cargo deny check

bench:
	@tools/rust
	@tools/packages test >/dev/null
	@tests/tools/setup
	@.tools/venv/bin/pip install -q --disable-pip-version-check weasyprint==70.0 || echo 'skipped: no WeasyPrint'
	@cargo bench -q --no-default-features --features record --bench figures
	@cargo bench -q --no-default-features --features record --bench stages -- --quiet

clean:
	@cargo clean
	@rm -rf out .tools
