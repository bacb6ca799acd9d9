// The door of messages: what referrers are told, and letters as PDF.

export { composeMessageBack, type MessageParts } from './compose.ts';
export {
  ENGLISH_LETTER_WORDS,
  type Letter,
  type LetterRow,
  type LetterSection,
  type LetterTable,
  type LetterWords,
} from './letter.ts';
export {
  type KeptMessage,
  MESSAGE_BACK_KINDS,
  MESSAGE_BACK_TITLES,
  type MeasuredValue,
  type MessageBack,
  type MessageBackKind,
  type RecordCode,
  suggestedCode,
  withinAgreement,
} from './message-back.ts';
export { messageBackLetter } from './message-back-letter.ts';
export { renderLetter } from './render-letter.ts';
export {
  loadMessageBack,
  loadMessagesBack,
  loadUnreadMessages,
  markMessageRead,
  saveMessageBack,
  type UnreadMessage,
} from './store.ts';
