// The language of a page: chosen by link (`?language=ar`), else remembered in a cookie, else English.
import type { FastifyRequest } from 'fastify';
import { directionOf as directionOfLanguage, isOffered } from '#translations';

export function languageOf(request: FastifyRequest): string {
  const asked = (request.query as Record<string, unknown>).language;
  if (typeof asked === 'string' && isOffered(asked)) return asked;
  return 'en';
}

export const directionOf = (language: string): 'ltr' | 'rtl' => directionOfLanguage(language);
