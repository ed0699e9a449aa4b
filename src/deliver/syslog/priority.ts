/** Facilities by the names of RFC 5424's table, shortened as receivers' configurations have them. */
export const facilities = {
  kern: 0,
  user: 1,
  mail: 2,
  daemon: 3,
  auth: 4,
  syslog: 5,
  lpr: 6,
  news: 7,
  uucp: 8,
  cron: 9,
  authpriv: 10,
  ftp: 11,
  ntp: 12,
  audit: 13,
  alert: 14,
  clock: 15,
  local0: 16,
  local1: 17,
  local2: 18,
  local3: 19,
  local4: 20,
  local5: 21,
  local6: 22,
  local7: 23,
} as const;

export type Facility = keyof typeof facilities;

export const facilityNames: readonly Facility[] = Object.keys(facilities).filter(isFacility);

/** The number that starts a message: from the facility, and a severity from 0 to 10 as CEF and LEEF have it. */
export function priority(facility: Facility, severity: number): number {
  return facilities[facility] * 8 + syslogSeverity(severity);
}

/**
 * CEF's low, medium, high and very high as informational, notice, warning and critical. Emergency, alert and error are
 * left to what happens to a system: receivers page people for them, and a denied call breaks nothing.
 */
function syslogSeverity(severity: number): number {
  if (severity <= 3) return 6;
  if (severity <= 6) return 5;
  return severity <= 8 ? 4 : 2;
}

function isFacility(name: string): name is Facility {
  return Object.hasOwn(facilities, name);
}
