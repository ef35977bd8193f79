# printaloud: `make help` lists what can be made.

.DEFAULT_GOAL := help
.PHONY: help leaflets test test-all bench clean

help: ## Show this list
	@echo 'make leaflets   print every page in content/ into out/ (installs what is missing first)'
	@echo 'make test       everything that has to pass before a change lands, under 20 minutes'
	@echo 'make test-all   all sizes, papers and themes; run it before an issue is resolved'
	@echo 'make bench      time, memory and file size, beside Typst where it can be had'
	@echo 'make clean      remove what was built and printed'

leaflets:
	@tools/rust
	@features=$$(tools/packages speech) && cargo build --release $$features
	@tools/print-content

test:
	@tests/tools/run

test-all:
	@PRINTALOUD_TESTS=all tests/tools/run

bench:
	@tools/rust
	@tools/packages test >/dev/null
	@tests/tools/setup
	@cargo bench -q --no-default-features --features record --bench figures

clean:
	@cargo clean
	@rm -rf out .tools
