package linekeeper.workorder;

import java.util.Optional;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;

/** The record sheets that are there, for whoever adds something to them. */
public interface SheetsOnRecord {

  /** Who is responsible for a call's sheet; nothing where there is no sheet. */
  Optional<AgentId> agentOf(CallId call);
}
