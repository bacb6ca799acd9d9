// Web and e-mail addresses out of fields that hold neither, both, or remarks about them.
import { saysNothing, tidyLine } from './missing.ts';

export type Cleaned<Value> =
  | { readonly value: Value; readonly reason?: undefined }
  /** `reason` is null when the field was simply empty. */
  | { readonly value: null; readonly reason: string | null };

const nothing = (reason: string | null): Cleaned<never> => ({ value: null, reason });

const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}$/u;
/** Names kept for examples (RFC 2606) and what feeds invent for "no address". */
const MADE_UP = /(?:^|\.)(?:example(?:\.(?:com|org|net))?|invalid|test|localhost)$/i;

/** An http or https address with its scheme; a missing scheme is added as http, which is all that can be known. */
export function webAddressIn(field: string): Cleaned<string> {
  const text =
    tidyLine(field)
      .split(/\s+(?:and|or)\s+/i)[0]
      ?.replace(/\.$/, '') ?? '';
  if (saysNothing(text)) return nothing(text === '' ? null : 'placeholder');
  if (/\s/.test(text)) return nothing('not-a-web-address');
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return nothing('not-a-web-address');
  const withScheme =
    scheme === undefined ? `http://${text.replace(/^\/+/, '')}` : text.replace(/^(https?):\/*/i, '$1://');
  if (!URL.canParse(withScheme)) return nothing('not-a-web-address');
  const url = new URL(withScheme);
  if (url.username !== '' || !HOST.test(url.hostname.replace(/%20/g, ' ')))
    return nothing('not-a-web-address');
  return MADE_UP.test(url.hostname) ? nothing('placeholder') : { value: withScheme };
}

const EMAIL = /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})$/u;
const FOR_SOMETHING_ELSE = /prescri|medication/i;
/** Words that a shared mailbox has in its name. Anything else of the form first.last is somebody's own. */
const ROLE =
  /practice|surgery|medical|health|clinic|centre|center|reception|admin|enquir|info|contact|office|manager|secretar|mail|doctors|patient|partners|gp|pals|team|service|appointment|house|care|communications|support|referral|help|ccg|pct|(?:road|street|lane|avenue|terrace)$/i;
const A_PERSON = /^(?:[\p{L}]{1,2}|[\p{L}-]{2,})(?:[._][\p{L}]{1,2})?[._][\p{L}'-]{3,}\d{0,3}$/u;

/** One address. Staff contact details stay out of the directory, so a mailbox that names a person is dropped. */
export function emailIn(field: string): Cleaned<string> {
  const text = tidyLine(field);
  if (saysNothing(text)) return nothing(text === '' ? null : 'placeholder');
  if (FOR_SOMETHING_ELSE.test(text)) return nothing('not-for-enquiries');
  const address = text.split(/\s*(?:,|;|\(|\s(?:and|or)\s)\s*/i)[0] ?? '';
  const host = EMAIL.exec(address)?.[1];
  if (host === undefined) return nothing('not-an-email-address');
  if (MADE_UP.test(host)) return nothing('placeholder');
  const mailbox = address.slice(0, address.lastIndexOf('@'));
  return A_PERSON.test(mailbox) && !ROLE.test(mailbox) ? nothing('names-a-person') : { value: address };
}
