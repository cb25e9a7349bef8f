package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import linekeeper.recording.desk.SpoolLock.SpoolTaken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes: the kernel's locks are theirs. */
class SpoolLockTest {
  @TempDir private Path home;
  private Path spool;
  private SpoolLock lock;

  @BeforeEach
  void directory() throws IOException {
    spool = Files.createDirectory(home.resolve("spool"));
    lock = new SpoolLock(spool);
  }

  @Test
  void a_spool_of_another_process_is_refused_by_name_and_free_when_that_one_was_killed()
      throws Exception {
    try (SpoolHolder other = SpoolHolder.on(spool)) {
      assertThat(other.holds()).isTrue();
      assertThatThrownBy(lock::hold)
          .isInstanceOf(SpoolTaken.class)
          .hasMessageContaining("linekeeper.recording.spool")
          .hasMessageContaining(spool.toString())
          .hasMessageContaining("process " + other.pid());
      other.kill();
      lock.hold();
    }
    assertRefused(spool);
  }

  @Test
  void a_second_one_in_this_process_is_refused_and_takes_nothing_from_the_first() throws Exception {
    lock.hold();
    lock.hold();
    SpoolLock second = new SpoolLock(spool);
    assertThatThrownBy(second::hold).isInstanceOf(SpoolTaken.class).hasMessageContaining("second");
    second.release();
    assertRefused(spool);
    lock.release();
    second.hold();
    assertRefused(spool);
  }

  @Test
  void what_was_left_is_anybodys() throws Exception {
    lock.hold();
    lock.release();
    try (SpoolHolder other = SpoolHolder.on(spool)) {
      assertThat(other.holds()).isTrue();
    }
  }

  @Test
  void a_disk_that_is_mounted_over_the_spool_is_locked_too() throws Exception {
    lock.hold();
    Path below = Files.move(spool, home.resolve("below"));
    Files.createDirectory(spool);
    lock.hold();
    assertRefused(spool);
    try (SpoolHolder other = SpoolHolder.on(below)) {
      assertThat(other.holds()).as("what lies below is let go").isTrue();
    }
  }

  @Test
  void a_lock_file_that_somebody_removed_is_made_anew_unless_another_was_faster() throws Exception {
    lock.hold();
    Files.delete(spool.resolve(SpoolLock.FILE));
    lock.hold();
    assertRefused(spool);
    Files.delete(spool.resolve(SpoolLock.FILE));
    try (SpoolHolder other = SpoolHolder.on(spool)) {
      assertThat(other.holds()).isTrue();
      assertThatThrownBy(lock::hold).isInstanceOf(SpoolTaken.class);
    }
  }

  @Test
  void a_link_in_its_place_is_not_followed() throws Exception {
    Path others = Files.writeString(home.resolve("others"), "not to be emptied");
    Files.createSymbolicLink(spool.resolve(SpoolLock.FILE), others);
    assertThatThrownBy(lock::hold).isInstanceOf(IOException.class);
    assertThat(others).hasContent("not to be emptied");
  }

  private static void assertRefused(Path spool) throws IOException {
    try (SpoolHolder other = SpoolHolder.on(spool)) {
      assertThat(other.holds()).isFalse();
    }
  }
}
