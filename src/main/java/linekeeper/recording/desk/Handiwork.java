package linekeeper.recording.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStore.Verdict;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Custody.FailedRetryable;
import linekeeper.recording.model.Custody.Uploading;
import linekeeper.recording.model.CustodyInput;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.model.Task;
import linekeeper.recording.store.MarkStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does one task and says what came of it. Each can be broken off anywhere and done again: what it
 * makes appears whole or not at all.
 */
@Component
final class Handiwork {
  private static final Logger LOG = LoggerFactory.getLogger(Handiwork.class);
  private final Spool spool;
  private final ObjectStore objects;
  private final SecondOpinion opinion;
  private final ListeningCopies copies;
  private final MarkStore marks;
  private final CustodyMeter meter;

  Handiwork(
      Spool spool,
      ObjectStore objects,
      SecondOpinion opinion,
      ListeningCopies copies,
      MarkStore marks,
      CustodyMeter meter) {
    this.spool = spool;
    this.objects = objects;
    this.opinion = opinion;
    this.copies = copies;
    this.marks = marks;
    this.meter = meter;
  }

  /** Does it; failures outside come back as what they mean for custody. */
  CustodyInput perform(Task task, TakenRecording recording) {
    try {
      return switch (task) {
        case LOOK -> new CustodyInput.FileSeen(spool.size(recording.id()), recording.brief());
        case PLAY -> play(recording);
        case DIGEST -> digest(recording);
        case CHOOSE_PLACE ->
            new CustodyInput.PlaceChosen(
                Place.of(objects.bucket(), recording.id(), recording.startedAt()));
        case SHIP -> ship(recording);
        case REMOVE_LOCAL -> removeLocal(recording);
        case PURGE -> purge(recording);
      };
    } catch (NoSuchFileException e) {
      return new CustodyInput.FileGone();
    } catch (IOException e) {
      return new CustodyInput.StepFailed(task + ": " + e.getClass().getSimpleName());
    } catch (ObjectStoreException e) {
      LOG.debug("{} of recording {} failed", task, recording.id(), e);
      spareRoom(recording.id());
      return new CustodyInput.StepFailed(String.valueOf(e.getMessage()));
    }
  }

  /** What the store did not take is made again for the next time, where the disk is short. */
  private void spareRoom(RecordingId id) {
    try {
      spool.spareRoom(id);
    } catch (IOException stays) {
      LOG.debug("the second copy of recording {} stays", id, stays);
    }
  }

  private CustodyInput play(TakenRecording recording) throws IOException {
    Long size = spool.size(recording.id());
    if (size != null && size > WavFile.MOST_DATA) {
      return new CustodyInput.Unplayable("longer than a recording can be");
    }
    Audio audio = spool.play(recording.id());
    if (audio.durationMillis() == 0) {
      return new CustodyInput.Unplayable("less than a millisecond");
    }
    if (!opinion.wanted()) {
      meter.unasked();
      return new CustodyInput.Played(audio);
    }
    try {
      return opinion
          .contradiction(spool.wav(recording.id()), audio)
          .<CustodyInput>map(CustodyInput.Unplayable::new)
          .orElseGet(() -> new CustodyInput.Played(audio));
    } catch (IOException e) {
      // what we wrote ourselves is known; a second opinion is no reason to keep evidence waiting
      meter.unprobed(e);
      return new CustodyInput.Played(audio);
    }
  }

  private CustodyInput digest(TakenRecording recording) throws IOException {
    Path wav = spool.playable(recording.id());
    return pending(recording) instanceof Custody.Probed(Audio audio)
            && Files.size(wav) != audio.size()
        ? new CustodyInput.Unplayable("its size changed")
        : new CustodyInput.Digested(Spool.digest(wav));
  }

  private CustodyInput ship(TakenRecording recording) throws IOException, ObjectStoreException {
    if (!(pending(recording) instanceof Uploading upload)) {
      return new CustodyInput.StepFailed("nothing to ship");
    }
    Verdict verdict = verify(upload);
    if (verdict == Verdict.ABSENT) {
      Path wav = spool.playable(recording.id());
      objects.put(upload.place().key(), wav, Audio.MEDIA_TYPE);
      verdict = verify(upload);
    }
    return switch (verdict) {
      case SAME -> new CustodyInput.ReadBackSame();
      case DIFFERENT -> new CustodyInput.ReadBackDifferent();
      case ABSENT -> new CustodyInput.StepFailed("the store does not have what it confirmed");
    };
  }

  private Verdict verify(Uploading upload) throws ObjectStoreException {
    return objects.verify(upload.place().key(), upload.audio().size(), upload.digest());
  }

  /** What grew after it was taken is not what was stored, and is kept for people to look at. */
  private CustodyInput removeLocal(TakenRecording recording) throws IOException {
    Long size = spool.size(recording.id());
    if (recording.custody() instanceof Custody.Absent && size != null && size > 0) {
      return new CustodyInput.FileSeen(size, recording.brief()); // it is not empty any more
    }
    if (size != null
        && recording.custody() instanceof Custody.Stored stored
        && size != stored.audio().rawSize()) {
      return new CustodyInput.LocalDiffers("it has %d bytes now".formatted(size));
    }
    spool.remove(recording.id());
    return new CustodyInput.LocalRemoved();
  }

  /**
   * The local copy too, should one have stayed, what was made to listen to, and what was noted of
   * what was said.
   */
  private CustodyInput purge(TakenRecording recording) throws IOException, ObjectStoreException {
    if (!(recording.custody() instanceof Custody.Purging purging)) {
      return new CustodyInput.StepFailed("nothing to purge");
    }
    String key = purging.stored().place().key();
    spool.remove(recording.id());
    objects.remove(key);
    copies.forget(purging.stored().digest());
    marks.forget(recording.id());
    return objects.size(key).isEmpty()
        ? new CustodyInput.NothingLeft()
        : new CustodyInput.StepFailed("the store still has what it confirmed to have removed");
  }

  private static Custody pending(TakenRecording recording) {
    return recording.custody() instanceof FailedRetryable failed
        ? failed.before()
        : recording.custody();
  }
}
