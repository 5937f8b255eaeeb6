import type { Component } from 'svelte';
import type { PosedKind } from '../core/kinds.ts';
import Goal from './Goal.svelte';
import Match from './Match.svelte';
import NumberLine from './Number.svelte';
import Order from './Order.svelte';
import type { KindProps } from './contract.ts';
import Say from './Say.svelte';
import Several from './Several.svelte';
import Short from './Short.svelte';
import Single from './Single.svelte';

/** The component of each kind; each takes its own kind of question, which only the kind's name ties to it. */
export const COMPONENTS = {
  single: Single,
  several: Several,
  order: Order,
  match: Match,
  number: NumberLine,
  short: Short,
  say: Say,
  goal: Goal,
} as unknown as Readonly<Record<PosedKind, Component<KindProps, object, 'answer'>>>;
