import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { type WireMessage, wireMessage } from './wire.ts';

const hex = (message: WireMessage) => Buffer.from(message.encode()).toString('hex');

// The examples of protobuf.dev/programming-guides/encoding, and int64's documented length.
check('a message on the wire', {
  'has integers in sevens of bits': () => {
    assert.is(hex(wireMessage().int(1, 150)), '089601');
    assert.is(hex(wireMessage().int(1, 0)), '0800');
    assert.is(hex(wireMessage().int(1, -2)), '08feffffffffffffffff01');
    assert.is(hex(wireMessage().int(1, 2n ** 63n - 1n)), '08ffffffffffffffff7f');
  },
  'has texts with their length': () => {
    assert.is(hex(wireMessage().text(2, 'testing')), '120774657374696e67');
    assert.is(hex(wireMessage().text(2, 'é')), '1202c3a9');
  },
  'has messages in messages': () => assert.is(hex(wireMessage().message(3, wireMessage().int(1, 150))), '1a03089601'),
  'has floats, lowest byte first': () => assert.is(hex(wireMessage().float(2, 1)), '150000803f'),
  'has field numbers above 15 in two bytes': () => assert.is(hex(wireMessage().int(20, 7)), 'a00107'),
});
