package linekeeper.evidence.desk;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import linekeeper.evidence.EvidenceItemsProperties;
import linekeeper.evidence.model.Acceptance;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Content;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.model.EvidenceItem.Told;
import linekeeper.evidence.model.Scan;
import linekeeper.evidence.store.ItemStore;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes an upload in. When it says {@link Taken}, the file is whole and on the disk and its row is
 * committed; in every other case nothing of it stays, but for what is quarantined. Blocks; for
 * request threads.
 */
@Component
public final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final ItemStore rows;
  private final Shelf shelf;
  private final Scanner scanner;
  private final EvidenceItemsProperties properties;
  private final Acceptance acceptance;
  private final Semaphore places;
  private final InstantSource clock;

  Intake(
      ItemStore rows,
      Shelf shelf,
      Scanner scanner,
      EvidenceItemsProperties properties,
      InstantSource clock) {
    this.rows = rows;
    this.shelf = shelf;
    this.scanner = scanner;
    this.properties = properties;
    this.acceptance = properties.acceptance();
    this.places = new Semaphore(properties.atOnce());
    this.clock = clock;
  }

  /**
   * What is sent.
   *
   * @param announced how many bytes the sender says will come, -1 where that is not said
   * @param claimedType the media type that the sender names, empty where none is
   * @param claimedDigest SHA-256 that the sender names, empty where none is
   */
  public record Upload(
      Told told,
      String by,
      long announced,
      String claimedType,
      String claimedDigest,
      InputStream content) {}

  /** What came of it. */
  public sealed interface Outcome {}

  /**
   * It is an item.
   *
   * @param fresh false where the same file of the same call was one already
   */
  public record Taken(EvidenceItem item, boolean fresh) implements Outcome {}

  /** It is not taken. */
  public record Turned(Refusal refusal) implements Outcome {}

  /**
   * Takes it in.
   *
   * @throws IOException if the disk fails
   */
  public Outcome take(Upload upload) throws IOException {
    if (!places.tryAcquire()) {
      return turned("evidence.unavailable", "too many are sending at once; try again later");
    }
    EvidenceItemId id = new EvidenceItemId(UUID.randomUUID().toString());
    try {
      long most = acceptance.most(upload.told().kind());
      if (upload.announced() > most) {
        return received(id, upload, new Shelf.Receipt.TooLarge(most));
      }
      return shelf.room(upload.announced() < 0 ? most : upload.announced())
          ? received(id, upload, shelf.receive(id, upload.content(), most))
          : turned("evidence.unavailable", "there is no room for it now");
    } finally {
      places.release();
      shelf.forget(id);
    }
  }

  private Outcome received(EvidenceItemId id, Upload upload, Shelf.Receipt receipt)
      throws IOException {
    return switch (receipt) {
      case Shelf.Receipt.TooLarge it ->
          turned("body.too-large", "a file of this kind has at most " + it.most() + " bytes");
      case Shelf.Receipt.BrokenOff _ -> turned("upload.broken-off", "the sender broke off");
      case Shelf.Receipt.TooSlow _ ->
          turned(
              "upload.too-slow", "it took longer than " + properties.within().toSeconds() + " s");
      case Shelf.Receipt.Whole it -> whole(id, upload, it);
    };
  }

  private Outcome whole(EvidenceItemId id, Upload upload, Shelf.Receipt.Whole file)
      throws IOException {
    if (file.size() == 0) {
      return turned("content.invalid", "the file is empty");
    }
    String claimed = upload.claimedDigest();
    if (!claimed.isEmpty() && !claimed.equalsIgnoreCase(file.digest())) {
      return new Turned(
          Refusal.of("sha256.invalid", "what arrived has SHA-256 " + file.digest(), "sha256"));
    }
    String sniffed = Look.type(file.file());
    return switch (acceptance.judge(upload.told().kind(), upload.claimedType(), sniffed)) {
      case Acceptance.Verdict.Refused it -> new Turned(it.refusal());
      case Acceptance.Verdict.Accepted it -> looked(id, upload, file, it.type());
    };
  }

  private Outcome looked(
      EvidenceItemId id, Upload upload, Shelf.Receipt.Whole file, String mediaType)
      throws IOException {
    Scan scan;
    try {
      scan = scanner.scan(file.file());
    } catch (IOException away) {
      LOG.error("evidence cannot be looked at for malware, and is not taken in", away);
      return turned("evidence.unavailable", "nothing can look for malware now; try again later");
    }
    Content content =
        new Content(
            mediaType,
            file.size(),
            file.digest(),
            Look.takenAt(file.file(), mediaType, properties.zone()),
            scan);
    return scan instanceof Scan.Infected infected
        ? infected(item(id, upload, content, new Keeping.Quarantined()), infected)
        : clean(item(id, upload, content, new Keeping.Held()));
  }

  private EvidenceItem item(EvidenceItemId id, Upload upload, Content content, Keeping keeping) {
    return new EvidenceItem(
        id,
        // what is not taken replaces nothing
        keeping instanceof Keeping.Quarantined ? upload.told().replacing(null) : upload.told(),
        content,
        upload.by(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        keeping,
        null);
  }

  private Outcome infected(EvidenceItem item, Scan.Infected found) throws IOException {
    LOG.error("{} was found in an upload of call {}", found.malware(), item.told().call());
    if (rows.same(item).isEmpty()) {
      shelf.quarantine(item.id());
      rows.add(item);
    }
    return turned("content.infected", "malware was found in it: " + found.malware());
  }

  private Outcome clean(EvidenceItem item) throws IOException {
    Optional<EvidenceItem> same = rows.same(item);
    if (same.isPresent() && same.get().content().scan() instanceof Scan.Infected found) {
      return turned("content.infected", "malware was found in it: " + found.malware());
    }
    if (same.isPresent() && !same.get().id().equals(item.told().replaces())) {
      return new Taken(same.get(), false);
    }
    shelf.hold(item.id());
    boolean added = false;
    try {
      ItemStore.Added came = rows.add(item);
      added = came == ItemStore.Added.YES;
      return switch (came) {
        case YES -> new Taken(item, true);
        case THERE ->
            rows.same(item)
                .<Outcome>map(it -> new Taken(it, false))
                .orElseGet(
                    () -> turned("evidence.changed", "it was withdrawn just now; try again"));
        case NOTHING_TO_REPLACE ->
            new Turned(
                Refusal.of(
                    "replaces.invalid",
                    "no item of this call that counts has that id",
                    "replaces"));
      };
    } finally {
      if (!added && rows.find(item.id()).isEmpty()) {
        shelf.release(item.id());
      }
    }
  }

  private static Turned turned(String code, String why) {
    return new Turned(Refusal.of(code, why));
  }
}
