/** Whether an entry of the record may be seen by the patient online, and so by whoever holds their phone (hazard H24). */
export const ONLINE_VIEWS = ['hide', 'show'] as const
export type OnlineView = (typeof ONLINE_VIEWS)[number]

export const isOnlineView = (said: unknown): said is OnlineView => ONLINE_VIEWS.some(each => each === said)

/**
 * A text that is pasted carries no label: whoever pastes it has to hide the entry. It says nothing of why, because a line that was left
 * standing would be read by the very person it is kept from.
 */
export const HIDE_LINE = 'Before saving: mark this entry as not visible online, then delete this line.'
