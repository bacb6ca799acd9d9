// A service as pages show it: in a list, and whole with its places, phones, source and how sure one can be of it.
import type { ServiceId } from '#kernel';
import type { Kind } from './kind.ts';

export type ServiceSource = {
  readonly name: string;
  readonly publisher: string;
  readonly url: string;
  readonly licence: string;
  readonly licenceUrl: string | null;
  readonly attribution: string;
  /** Year, month or day that the entries describe: '2014'. */
  readonly asOf: string;
};

export type ServiceSummary = {
  readonly id: ServiceId;
  readonly name: string;
  readonly organization: string;
  readonly kinds: readonly Kind[];
  readonly description: string | null;
  /** One line, without the postcode; null when no address is known. */
  readonly address: string | null;
  readonly postcode: string | null;
  /** Its address is: there is only the town and the first half of the postcode. */
  readonly confidential: boolean;
  /** Names of the areas it covers, where the source says so. */
  readonly areas: readonly string[];
  readonly phone: string | null;
  readonly url: string | null;
  readonly status: ServiceStatus;
  readonly source: { readonly name: string; readonly asOf: string };
  /** When somebody here last made sure that the entry is right; null: nobody has yet. */
  readonly lastChecked: Date | null;
};

export type ServiceStatus = 'active' | 'inactive' | 'defunct' | 'temporarily closed';

export type ServicePlace = {
  readonly name: string | null;
  readonly lines: readonly string[];
  readonly postcode: string | null;
  readonly placed: boolean;
  /** Only its area is here. */
  readonly confidential: boolean;
};

export type Service = {
  readonly id: ServiceId;
  readonly name: string;
  readonly description: string | null;
  readonly organization: {
    readonly name: string;
    readonly website: string | null;
    readonly identifiers: ReadonlyArray<{ readonly type: string; readonly identifier: string }>;
  };
  readonly kinds: readonly Kind[];
  readonly url: string | null;
  readonly email: string | null;
  readonly phones: ReadonlyArray<{
    readonly number: string;
    readonly extension: string | null;
    readonly description: string | null;
  }>;
  readonly places: readonly ServicePlace[];
  readonly areas: readonly string[];
  /** Spoken there; those by interpreter are apart. */
  readonly languages: readonly string[];
  readonly interpreted: readonly string[];
  readonly eligibility: string | null;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly applicationProcess: string | null;
  readonly feesDescription: string | null;
  readonly prices: ReadonlyArray<{
    readonly option: string | null;
    readonly amount: number | null;
    readonly currency: string | null;
    readonly about: string | null;
  }>;
  readonly waitTime: string | null;
  readonly interpretationServices: string | null;
  readonly alert: string | null;
  readonly status: ServiceStatus;
  readonly leftOut: 'outside-uk' | 'internal' | 'removed' | null;
  /** The source's own last change of this entry. */
  readonly lastModified: Date | null;
  readonly lastChecked: Date | null;
  readonly source: ServiceSource;
};
