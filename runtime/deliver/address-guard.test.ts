import { describe, expect, it } from 'vitest';
import { allowList, pin, type Resolve, reachOf } from './address-guard.ts';

const resolve =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('where a web hook may go', () => {
  it('outside', () => {
    for (const address of ['93.184.216.34', '172.32.0.1', '2606:2800:220:1::1', '192.0.1.1', '100.128.0.1'])
      expect(reachOf(address), address).toBe('outside');
  });

  it('inside only where it is allowed', () => {
    for (const address of [
      '127.0.0.1',
      '127.9.9.9',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.0.1',
      '100.64.0.1',
      '::1',
      'fc00::1',
      'fd12::1',
      '::ffff:10.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::a00:1',
      '2002:a00:1::',
    ])
      expect(reachOf(address), address).toBe('inside');
  });

  it('never to link-local, metadata, unspecified, multicast', () => {
    for (const address of [
      '169.254.169.254',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      'fe80::1',
      'ff02::1',
      '::',
      '100.100.100.200',
      '168.63.129.16',
      'fd00:ec2::254',
      '::ffff:169.254.169.254',
      '::ffff:a9fe:a9fe',
      'nonsense',
    ])
      expect(reachOf(address), address).toBe('never');
  });

  it('by the address that is connected to, not by the name', async () => {
    expect(await pin('rebound.example', false, resolve('127.0.0.1'))).toBeUndefined();
    expect(await pin('rebound.example', false, resolve('169.254.169.254', '93.184.216.34'))).toEqual({
      address: '93.184.216.34',
      family: 4,
    });
    expect(await pin('hooks.bank', true, resolve('10.0.0.5'))).toEqual({ address: '10.0.0.5', family: 4 });
    expect(await pin('metadata', true, resolve('169.254.169.254'))).toBeUndefined();
    expect(await pin('127.0.0.1', false, resolve())).toBeUndefined();
  });

  it('to what the operator lists, by host or host and port', () => {
    const allowed = allowList(' Hooks.Bank , 127.0.0.1:9000,[::1] ');
    expect(
      ['http://hooks.bank/x', 'https://hooks.bank:444', 'http://127.0.0.1:9000/', 'http://[::1]:5/'].map(
        (url) => allowed(new URL(url)),
      ),
    ).toEqual([true, true, true, true]);
    expect(
      ['http://127.0.0.1/', 'http://127.0.0.1:9001/', 'http://other.bank'].map((url) =>
        allowed(new URL(url)),
      ),
    ).toEqual([false, false, false]);
    // However a number is written, the URL has it in its usual form.
    expect(new URL('http://2130706433/').hostname).toBe('127.0.0.1');
  });
});
