package linekeeper.benchmark.custody;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Recordings as the switch leaves them: headerless 16-bit stereo at 8 kHz. Noise that comes and
 * goes, so that neither an encoder nor a disk has it easier than with people.
 */
final class Tapes {
  private static final int FRAMES_PER_SECOND = 8_000;
  private static final int FRAME_BYTES = 4;
  private static final int LOUDEST = 6_000;

  private Tapes() {}

  /** As many, of so many seconds each, named by these names. */
  static List<Path> lay(Path directory, List<String> names, int seconds) throws IOException {
    byte[] audio = noise(seconds);
    List<Path> tapes = new ArrayList<>();
    for (String name : names) {
      // no two are alike: what was made of one would serve for the other
      ByteBuffer.wrap(audio).putInt(name.hashCode());
      // the switch is done with a file when it has its name
      Path part = Files.write(directory.resolve(name + ".raw.laid"), audio);
      tapes.add(Files.move(part, directory.resolve(name + ".raw"), StandardCopyOption.ATOMIC_MOVE));
    }
    return tapes;
  }

  private static byte[] noise(int seconds) {
    SplittableRandom random = new SplittableRandom(20_261_126);
    byte[] audio = new byte[seconds * FRAMES_PER_SECOND * FRAME_BYTES];
    for (int i = 0; i < audio.length; i += 2) {
      int second = i / (FRAMES_PER_SECOND * FRAME_BYTES);
      int loudest = second % 3 == 0 ? 1 : LOUDEST;
      int sample = random.nextInt(-loudest, loudest + 1);
      audio[i] = (byte) sample;
      audio[i + 1] = (byte) (sample >> 8);
    }
    return audio;
  }
}
