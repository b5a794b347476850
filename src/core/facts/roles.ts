export const ROLES = ['viewer', 'trader', 'approver', 'admin'] as const;
/** Each role may do what those before it may. */
export type Role = (typeof ROLES)[number];

/** What a role of a Discord server can give, least first: whoever may give out that role may give out this. */
export const GIVEN_ROLES = ['viewer', 'trader'] as const satisfies readonly Role[];
export type GivenRole = (typeof GIVEN_ROLES)[number];

/** Whether a role includes another. */
export const mayAct = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** `adds` goes through roles and approval; `reduces` is asked once when it was typed; `none` only reads or switches. */
export type Risk = 'none' | 'reduces' | 'adds';
