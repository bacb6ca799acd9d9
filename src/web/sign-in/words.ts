// What is said about passwords: one sentence for each thing that can be wrong with a new one.
import { LONGEST_PASSWORD, type PasswordFault, SHORTEST_PASSWORD } from '#accounts';

export const PASSWORD_HINT = `At least ${SHORTEST_PASSWORD} characters. Three or four words that do not belong together are good, with spaces if you like.`;

export const BUSY = 'Many people are signing in right now. Wait a few seconds and try again';

export const aboutPassword: Record<PasswordFault, string> = {
  'too-short': `Use ${SHORTEST_PASSWORD} characters or more`,
  'too-long': `Use ${LONGEST_PASSWORD} characters or fewer`,
  'too-common': 'Choose a password that is harder to guess. This one is made of common words or patterns',
  'holds-a-name': 'Choose a password without your name, your email address or the name of your organisation',
};
