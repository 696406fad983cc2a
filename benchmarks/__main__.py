"""`make bench`: all of them, one after another."""

from benchmarks import conversion, pages, upload

for benchmark in (pages, conversion, upload):
    print(f"\n## {(benchmark.__doc__ or '').splitlines()[0]}\n", flush=True)
    benchmark.main()
