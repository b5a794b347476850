export const ROLES = ['viewer', 'trader', 'approver', 'admin'] as const;
/** Each role may do what those before it may. */
export type Role = (typeof ROLES)[number];

/** Whether a role includes another. */
export const mayAct = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);
