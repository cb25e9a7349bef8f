package linekeeper.benchmark.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time and memory of a process, from the kernel's own books. */
public final class Cpu {
  /** What Linux counts in, on every machine of today. */
  private static final double MILLIS_PER_TICK = 10;

  private Cpu() {}

  /**
   * Milliseconds of processor time that the process has used, user and system, and the children it
   * has had; 0 where it is gone.
   */
  public static double millis(long pid) {
    try {
      return millis(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    } catch (IOException gone) {
      return 0;
    }
  }

  /** The same with all its descendants, dead or alive. */
  public static double millisOfTree(long pid) {
    return millis(pid)
        + ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToDouble(child -> millis(child.pid()))
            .sum();
  }

  /** From a line of {@code /proc/<pid>/stat}, whose second field may hold blanks and brackets. */
  static double millis(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    long childrens = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    return (own + childrens) * MILLIS_PER_TICK;
  }

  /** Resident memory in MiB. */
  public static double residentMebibytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return Double.NaN;
  }
}
