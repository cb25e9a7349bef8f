package linekeeper.benchmark;

import linekeeper.benchmark.harness.Result;

/** One benchmark. */
interface Benchmark {
  /** Its name on the command line. */
  String name();

  /** Runs it; what it starts it also ends. */
  Result run(Setting setting) throws Exception;
}
