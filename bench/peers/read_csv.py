"""pandas: prints "ready", then, for each line that it reads, reads a CSV file into an array of single-precision numbers and prints the seconds that it took."""
import sys
import time

import numpy
import pandas

print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    pandas.read_csv(sys.argv[1]).to_numpy(numpy.float32)
    print(time.perf_counter() - start, flush=True)
