// The door of messages: what referrers are told, and letters as PDF.

export { composeMessageBack, type MessageParts } from './compose.ts';
export type {
  Letter,
  LetterRow,
  LetterSection,
  LetterTable,
  LetterWords,
} from './letter.ts';
export {
  type KeptMessage,
  MESSAGE_BACK_TITLES,
  type MeasuredValue,
  type MessageBack,
  type MessageBackKind,
  type RecordCode,
  withinAgreement,
} from './message-back.ts';
export { messageBackLetter } from './message-back-letter.ts';
export { renderLetter } from './render-letter.ts';
export {
  loadMessageBack,
  loadMessagesBack,
  markMessageRead,
  saveMessageBack,
  type UnreadMessage,
} from './store.ts';
