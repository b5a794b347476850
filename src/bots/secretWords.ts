/** Commands whose words are a code, after the moment that a line at the terminal may begin with; `2fa` and `totp` are one. */
const TAKES_CODE = /^(\s*(?:[@+]\S+\s+)?\/?(?:code|totp|2fa|link|pair)(?:@\w+)?)\s+\S.*$/is;

/** Whether a line holds a code that nobody else should read: its message is to be taken away. */
export const holdsCode = (line: string): boolean => TAKES_CODE.test(line);

/** The line as it may be logged, kept and printed: what could be a code is masked. */
export const withoutCode = (line: string): string => line.replace(TAKES_CODE, '$1 ***');
