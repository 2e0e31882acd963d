/**
 * Postcode areas with addresses on both sides of a border of England, by the letters before the digits: CH, SY, LD, HR and NP with Wales;
 * TD, CA, DG and NE with Scotland. Their letters, districts and sectors do not say in which country a home lies; only a whole postcode does.
 * An area that is on this list in vain only asks once too often.
 */
const BORDER_AREAS: ReadonlySet<string> = new Set(['CH', 'SY', 'LD', 'HR', 'NP', 'TD', 'CA', 'DG', 'NE'])

/** Whether a postcode, or a part of one, lies in such an area. */
export const isAtBorder = (postcode: string): boolean => BORDER_AREAS.has(/^[A-Z]+/.exec(postcode)?.[0] ?? '')
