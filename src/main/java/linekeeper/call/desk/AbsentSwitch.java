package linekeeper.call.desk;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.Switch;
import linekeeper.telephony.SwitchFailure;
import org.jspecify.annotations.Nullable;

/** Stands where no switch is configured: the floor can be looked at, but nothing rings. */
final class AbsentSwitch implements Switch {
  @Override
  public void connect(Ear ear, @Nullable LedgerPlace ledger) {}

  @Override
  public void tell(List<Instruction> instructions) {}

  @Override
  public CompletionStage<PhoneAccount> createPhone(SeatId seat, PhoneKind kind) {
    return absent();
  }

  @Override
  public CompletionStage<Void> dropFence(AttemptId attempt) {
    return absent();
  }

  private static <T> CompletionStage<T> absent() {
    return CompletableFuture.failedFuture(
        new SwitchFailure("no switch is configured: set linekeeper.telephony.ari-url"));
  }

  @Override
  public void drain() {}
}
