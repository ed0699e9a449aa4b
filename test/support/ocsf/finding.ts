/** What OCSF's own validation calls each rule, with its level; the last group is ours. */
const levels = {
  class_uid_unknown: "error",
  profile_unknown: "error",
  version_incorrect: "error",
  type_uid_incorrect: "error",
  attribute_unknown: "error",
  attribute_required_missing: "error",
  attribute_wrong_type: "error",
  attribute_value_regex_not_matched: "error",
  attribute_value_exceeds_range: "error",
  attribute_value_exceeds_max_len: "error",
  attribute_enum_value_unknown: "error",
  attribute_enum_array_value_unknown: "error",
  constraint_failed: "error",
  observable_name_invalid_reference: "error",
  attribute_enum_sibling_incorrect: "warning",
  attribute_enum_sibling_suspicious_other: "warning",
  class_deprecated: "warning",
  object_deprecated: "warning",
  attribute_deprecated: "warning",

  attribute_profile_undeclared: "error",
  observable_type_incorrect: "warning",
} as const;

export type Rule = keyof typeof levels;

export interface Finding {
  readonly level: "error" | "warning";
  /** As in `resources[0].owner.uid`; empty for the event itself. */
  readonly path: string;
  readonly message: string;
  readonly rule: Rule;
}

export type Report = (rule: Rule, path: string, message: string) => void;

/** Calls what it is given with a report, and returns all that was reported. */
export function collectFindings(check: (report: Report) => void): Finding[] {
  const findings: Finding[] = [];
  check((rule, path, message) => findings.push({ level: levels[rule], path, message, rule }));
  return findings;
}
