/** The topics of cards that others follow, answer or end: a card with the same topic is the same card. */
export const positionTopic = (position: number): string => `position ${position}`;
export const proposalTopic = (proposal: string): string => `proposal ${proposal}`;
export const reminderTopic = (proposal: string): string => `${proposalTopic(proposal)} reminder`;
