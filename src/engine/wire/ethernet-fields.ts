import { formatMac } from './address.ts';
import {
  ETHER_TYPE,
  ethernetHeaderLength,
  readEthernet,
  type EthernetHeader,
  type VlanTag,
} from './ethernet.ts';
import type { Decoded, Field } from './layer.ts';

/** The header with its fields, for whoever opens a frame; hosts only `readEthernet`. */
export function decodeEthernet(bytes: Uint8Array): Decoded<EthernetHeader> {
  const { value, payload } = readEthernet(bytes);
  if (!value) {
    const problem = {
      ...{ code: 'ethernet.truncated', offset: 0, length: bytes.length },
      ...{ expected: ethernetHeaderLength(bytes), found: bytes.length },
    };
    return { value, payload, fields: [], problems: [problem] };
  }
  const { vlan, etherType } = value;
  const typeAt = vlan ? 16 : 12;
  const fields: Field[] = [
    { name: 'ethernet.destination', offset: 0, length: 6, value: formatMac(value.destination) },
    { name: 'ethernet.source', offset: 6, length: 6, value: formatMac(value.source) },
    ...(vlan ? vlanFields(vlan) : []),
    {
      name: 'ethernet.etherType',
      offset: typeAt,
      length: 2,
      value: etherType,
      hex: true,
      ...typeName(etherType),
    },
  ];
  return { value, payload, fields, problems: [] };
}

function vlanFields({ priority, dropEligible, id }: VlanTag): Field[] {
  const dei = { bitOffset: 3, bitLength: 1 };
  return [
    { name: 'ethernet.vlan', offset: 12, length: 2, value: ETHER_TYPE.vlan, hex: true },
    { name: 'ethernet.vlan.priority', offset: 14, length: 1, bitOffset: 0, bitLength: 3, value: priority },
    { name: 'ethernet.vlan.dropEligible', offset: 14, length: 1, ...dei, value: dropEligible },
    { name: 'ethernet.vlan.id', offset: 14, length: 2, bitOffset: 4, bitLength: 12, value: id },
  ];
}

function typeName(etherType: number): { meaning?: string } {
  const name = Object.entries(ETHER_TYPE).find(([, number]) => number === etherType)?.[0];
  return name === undefined ? {} : { meaning: name === 'vlan' ? 'ethernet.vlan' : name };
}
