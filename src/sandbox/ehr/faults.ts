import { z } from 'zod'

/** The ways in which this EHR can be told to misbehave, by name. Only good behaviour so far. */
const FAULTS = ['none'] as const
export type FaultName = (typeof FAULTS)[number]

export const faultName = z.enum(FAULTS)
