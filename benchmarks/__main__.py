"""`make bench`: all of them, one after another."""

from benchmarks import conversion, first_play, moments, pages, redaction, timeline, upload, viewers

for benchmark in (pages, moments, timeline, conversion, redaction, first_play, upload, viewers):
    print(f"\n## {(benchmark.__doc__ or '').splitlines()[0]}\n", flush=True)
    benchmark.main()
