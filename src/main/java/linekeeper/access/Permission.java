package linekeeper.access;

import static linekeeper.access.Role.AGENT;
import static linekeeper.access.Role.ANALYST;
import static linekeeper.access.Role.AUDIT_ADMIN;
import static linekeeper.access.Role.CASE_SPECIALIST;
import static linekeeper.access.Role.QUALITY_INSPECTOR;
import static linekeeper.access.Role.SECURITY_ADMIN;
import static linekeeper.access.Role.SYSTEM_ADMIN;
import static linekeeper.access.Role.TEAM_LEADER;

import java.util.Set;

/** What can be done, and by whom; the permission table of the domain as far as it exists. */
public enum Permission {
  /** Sign in to a seat, take and make calls. */
  TAKE_CALLS(AGENT, TEAM_LEADER, CASE_SPECIALIST),
  /** See the whole floor, not only one's own seat and call. */
  SEE_FLOOR(TEAM_LEADER, QUALITY_INSPECTOR, ANALYST, CASE_SPECIALIST),
  /** Grant breaks, sign others out. */
  LEAD_FLOOR(TEAM_LEADER),
  /** Fill one's own calls' record sheets. */
  WRITE_SHEETS(AGENT, TEAM_LEADER, CASE_SPECIALIST),
  /** Claim callbacks and make them. */
  MAKE_CALLBACKS(AGENT, TEAM_LEADER, CASE_SPECIALIST),
  /** Search calls and read any record sheet. */
  READ_CALLS(TEAM_LEADER, QUALITY_INSPECTOR, ANALYST, CASE_SPECIALIST),
  /** Hold the switch's own ledger against what is on record; no numbers in it. */
  RECONCILE(TEAM_LEADER, ANALYST, SYSTEM_ADMIN),
  /** Replay one's own calls. */
  REPLAY_OWN(AGENT, TEAM_LEADER, CASE_SPECIALIST),
  /** Replay what something refers to as its evidence. */
  REPLAY_LINKED(CASE_SPECIALIST),
  /** Replay any call. */
  REPLAY_ANY(TEAM_LEADER, QUALITY_INSPECTOR),
  /** Take what one may hear out of the house as evidence, once another person agrees, audited. */
  EXPORT_EVIDENCE(TEAM_LEADER, QUALITY_INSPECTOR, CASE_SPECIALIST),
  /** Agree to what somebody else wants to take out, or not, audited; hears nothing of it. */
  APPROVE_TAKE_OUTS(TEAM_LEADER, SECURITY_ADMIN),
  /** Keep a recording beyond its time, or no longer, with a reason, audited. */
  HOLD_RECORDINGS(TEAM_LEADER, CASE_SPECIALIST),
  /** Have a recording deleted whose time is over, with a reason, audited; hears nothing of it. */
  PURGE_RECORDINGS(SECURITY_ADMIN),
  /** Add evidence to the calls whose sheet is one's own, see it, and withdraw what one added. */
  ADD_EVIDENCE(AGENT, TEAM_LEADER, CASE_SPECIALIST),
  /** See the evidence of any call, and add to it where one may add. */
  SEE_EVIDENCE(TEAM_LEADER, QUALITY_INSPECTOR, CASE_SPECIALIST),
  /** See a full number, with a reason, audited. */
  REVEAL_NUMBERS(TEAM_LEADER, CASE_SPECIALIST),
  /** Manage users and API tokens. */
  MANAGE_USERS(SYSTEM_ADMIN),
  /** Unlock accounts, end sessions, revoke tokens. */
  MANAGE_SECURITY(SECURITY_ADMIN),
  /** Read the audit log. */
  READ_AUDIT(AUDIT_ADMIN);

  private final Set<Role> roles;

  Permission(Role... roles) {
    this.roles = Set.of(roles);
  }

  /** Whether one of these roles carries it. */
  public boolean heldBy(Set<Role> held) {
    return held.stream().anyMatch(roles::contains);
  }
}
