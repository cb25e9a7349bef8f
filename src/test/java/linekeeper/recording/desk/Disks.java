package linekeeper.recording.desk;

import linekeeper.recording.RoomProperties;
import org.springframework.util.unit.DataSize;

/** What a disk has room for, in tests: whatever it is, it is enough, or it is short. */
final class Disks {
  static final RoomProperties AMPLE = new RoomProperties(DataSize.ofBytes(1), DataSize.ofBytes(0));
  static final RoomProperties SHORT =
      new RoomProperties(DataSize.ofBytes(Long.MAX_VALUE), DataSize.ofBytes(0));

  private Disks() {}
}
