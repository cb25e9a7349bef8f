package linekeeper.access;

/** The roles that exist so far; what each may do is {@link Permission}'s business. */
public enum Role {
  /** 坐席 agent. */
  AGENT,
  /** 班组长 team leader. */
  TEAM_LEADER,
  /** 质检员 quality inspector. */
  QUALITY_INSPECTOR,
  /** 统计分析岗 analyst. */
  ANALYST,
  /** 疑难案件处理岗 case specialist. */
  CASE_SPECIALIST,
  /** 系统管理员 system administrator. */
  SYSTEM_ADMIN,
  /** 安全管理员 security administrator. */
  SECURITY_ADMIN,
  /** 审计管理员 audit administrator. */
  AUDIT_ADMIN
}
