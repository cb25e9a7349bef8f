package linekeeper.telephony.desk;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Switch.PhoneAccount;
import linekeeper.telephony.Switch.PhoneKind;
import linekeeper.telephony.SwitchFailure;
import linekeeper.telephony.ami.Ami;
import linekeeper.telephony.ami.AmiFailure;
import linekeeper.telephony.ari.AriReply;
import linekeeper.telephony.ari.AriRequest;
import linekeeper.telephony.ari.PhoneRequests;
import linekeeper.telephony.ari.RequestWindow;
import linekeeper.telephony.ari.SnapshotDecoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seats' phones: made, removed, and seen to be there or not. */
final class Phones {
  private static final Logger LOG = LoggerFactory.getLogger(Phones.class);
  private static final int SECRET_BYTES = 16;
  private static final long REMOVAL_MILLIS = 500;
  private static final long SWEEP_SECONDS = 2;
  private static final int SWEEPS_WITH_NOBODY_AWAITED = 5;
  private static final List<Long> LOOK_AGAIN_MILLIS = List.of(50L, 250L, 1_000L);

  private final RequestWindow requests;
  private final Ami ami;
  private final ScheduledExecutorService loop;
  private final Registrar registrar;
  private final Consumer<Fact> ear;
  private final SecureRandom random = new SecureRandom();
  private final Map<SeatId, Boolean> seen = new HashMap<>();
  private final Map<SeatId, PhoneAccount> wanted = new HashMap<>();
  private final Set<SeatId> removed = new HashSet<>();
  private int sweeps;

  /** Where phones register. */
  record Registrar(String domain, String webSocket) {}

  Phones(
      RequestWindow requests,
      Ami ami,
      ScheduledExecutorService loop,
      Registrar registrar,
      Consumer<Fact> ear) {
    this.requests = requests;
    this.ami = ami;
    this.loop = loop;
    this.registrar = registrar;
    this.ear = ear;
  }

  void create(SeatId seat, PhoneKind kind, CompletableFuture<PhoneAccount> account) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = HexFormat.of().formatHex(bytes);
    PhoneAccount made =
        new PhoneAccount(
            PhoneRequests.user(seat), secret, registrar.domain(), registrar.webSocket());
    wanted.put(seat, made);
    removed.remove(seat);
    // What an earlier phone of this seat left behind, its registration above all, goes first. The
    // switch says so a little before it has done it, and what registers from the same address
    // meanwhile would be removed with it.
    boolean[] left = new boolean[1];
    all(
        PhoneRequests.remove(seat),
        reply -> {
          left[0] |= reply.ok();
          return true;
        },
        _ -> {
          Runnable make = () -> make(seat, PhoneRequests.create(seat, kind, secret), made, account);
          if (left[0]) {
            var _ = loop.schedule(make, REMOVAL_MILLIS, TimeUnit.MILLISECONDS);
          } else {
            make.run();
          }
        });
  }

  private void make(
      SeatId seat,
      List<AriRequest> objects,
      PhoneAccount made,
      CompletableFuture<PhoneAccount> account) {
    if (!wanted.remove(seat, made)) { // removed, or made anew, while this one waited
      account.completeExceptionally(new SwitchFailure("the phone is not wanted any more"));
      return;
    }
    all(
        objects,
        AriReply::ok,
        failed -> {
          if (failed == null) {
            ami.joinFallback(seat).whenComplete((_, failure) -> lacking(seat, failure));
            tell(seat, false);
            account.complete(made);
          } else {
            account.completeExceptionally(
                new SwitchFailure("the switch did not make the phone: " + failed.why()));
          }
        });
  }

  void remove(Instruction.RemovePhone remove, BiConsumer<Instruction, AriReply> failed) {
    wanted.remove(remove.seat());
    removed.add(remove.seat());
    ami.leaveFallback(remove.seat()).whenComplete((_, failure) -> lacking(remove.seat(), failure));
    all(
        PhoneRequests.remove(remove.seat()),
        reply -> reply.ok() || reply.status() == 404,
        failure -> {
          if (failure != null) {
            failed.accept(remove, failure);
          } else {
            tell(remove.seat(), false);
            seen.remove(remove.seat());
          }
        });
  }

  /**
   * Looks after every phone from time to time, whatever events may have been missed: more often
   * while an agent waits for his phone.
   */
  void begin() {
    var _ = loop.scheduleAtFixedRate(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  private void sweep() {
    sweeps++;
    if (seen.containsValue(false) || sweeps % SWEEPS_WITH_NOBODY_AWAITED == 0) {
      lookAtAll();
    }
  }

  /**
   * Something changed about a seat's registration: looks what. More than once, because the switch
   * says that something changed a little before it can be seen.
   */
  void changed(SeatId seat) {
    look(seat);
    for (long after : LOOK_AGAIN_MILLIS) {
      var _ = loop.schedule(() -> look(seat), after, TimeUnit.MILLISECONDS);
    }
    var _ =
        loop.schedule(
            () -> {
              if (!Boolean.TRUE.equals(seen.get(seat))) {
                revive(seat);
              }
            },
            2 * LOOK_AGAIN_MILLIS.getLast(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * A switch that was started again finds its phones' objects but not that they belong together: a
   * phone stays unreachable although it is registered, until they are said again.
   */
  private void revive(SeatId seat) {
    requests.send(
        PhoneRequests.settings(seat),
        reply -> {
          if (reply.ok() && !removed.contains(seat)) {
            PhoneKind kind = SnapshotDecoder.kind(reply.body());
            all(PhoneRequests.again(seat, kind), AriReply::ok, _ -> look(seat));
          }
        });
  }

  private void look(SeatId seat) {
    requests.send(
        PhoneRequests.look(seat),
        reply -> {
          if (reply.ok() || reply.status() == 404) {
            tell(seat, reply.ok() && SnapshotDecoder.online(reply.body()));
          }
        });
  }

  /** Looks at every phone, because events may have been missed. */
  void lookAtAll() {
    requests.send(
        PhoneRequests.all(),
        reply -> {
          if (reply.ok()) {
            Set<SeatId> reachable = SnapshotDecoder.reachable(reply.body());
            List.copyOf(seen.keySet()).forEach(seat -> tell(seat, reachable.contains(seat)));
            reachable.forEach(seat -> tell(seat, true));
          }
        });
  }

  void synced(Set<SeatId> reachable) {
    List<SeatId> missed =
        seen.entrySet().stream()
            .filter(it -> it.getValue() && !reachable.contains(it.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    seen.replaceAll((_, _) -> false);
    missed.forEach(this::revive);
    reachable.forEach(seat -> seen.put(seat, true));
  }

  private void tell(SeatId seat, boolean reachable) {
    Boolean before = seen.put(seat, reachable);
    if (before == null || before != reachable) {
      ear.accept(new Fact.PhoneSeen(seat, reachable));
    }
  }

  private static void lacking(SeatId seat, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn("the fallback queue does not follow seat {}: {}", seat, AmiFailure.why(failure));
    }
  }

  /** Asks in order, and says once how it went: null, or the first answer that was not fine. */
  private void all(
      List<AriRequest> asked, Predicate<AriReply> fine, Consumer<@Nullable AriReply> done) {
    int[] open = {asked.size()};
    @Nullable AriReply[] first = new AriReply[1];
    for (AriRequest request : asked) {
      requests.send(
          request,
          reply -> {
            if (!fine.test(reply) && first[0] == null) {
              first[0] = reply;
            }
            if (--open[0] == 0) {
              done.accept(first[0]);
            }
          });
    }
  }
}
