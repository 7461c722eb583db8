import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { createSimulatedClock, type SimulatedClock } from '../../src/edge/clock';
import { timeAt } from '../../src/rpc/clockTime';

describe('The simulated clock', () => {
  let realMs: number;
  let clock: SimulatedClock;

  beforeEach(() => {
    realMs = 1_000_000;
    clock = createSimulatedClock(() => realMs);
  });

  it('follows real time at first', () => {
    assert.deepEqual(clock.state(), { nowMs: 1_000_000, paused: false, offsetMs: 0, speed: 1 });
    realMs += 5;
    assert.equal(clock.now(), 1_000_005);
  });

  it('advances and runs on', () => {
    clock.advance(60_000);
    realMs += 1;
    assert.deepEqual(clock.state(), {
      nowMs: 1_060_001,
      paused: false,
      offsetMs: 60_000,
      speed: 1,
    });
    clock.advance(0);
    clock.advance(1);
    assert.equal(clock.now(), 1_060_002);
  });

  it('stands still while it is paused', () => {
    clock.pause();
    realMs += 10;
    assert.deepEqual(clock.state(), { nowMs: 1_000_000, paused: true, offsetMs: -10, speed: 1 });
  });

  it('stays where it was paused first', () => {
    clock.pause();
    realMs += 10;
    clock.pause();
    assert.equal(clock.now(), 1_000_000);
  });

  it('advances while it is paused', () => {
    clock.pause();
    realMs += 10;
    clock.advance(60_000);
    assert.deepEqual(clock.state(), { nowMs: 1_060_000, paused: true, offsetMs: 59_990, speed: 1 });
  });

  it('goes back to real time, running, when it is reset', () => {
    clock.advance(60_000);
    clock.pause();
    realMs += 10;
    clock.reset();
    assert.deepEqual(clock.state(), { nowMs: 1_000_010, paused: false, offsetMs: 0, speed: 1 });
    realMs += 1;
    assert.equal(clock.now(), 1_000_011);
  });

  it('runs on, live, when the clock of the machine is set back', () => {
    realMs -= 3_600_000;
    assert.equal(clock.now(), 1_000_000);
    realMs += 7;
    assert.deepEqual(clock.state(), { nowMs: 1_000_007, paused: false, offsetMs: 0, speed: 1 });
  });

  it('follows the machine again after a reset', () => {
    realMs -= 1_000;
    assert.equal(clock.now(), 1_000_000);
    clock.reset();
    assert.equal(clock.now(), 999_000);
  });

  it('does not go backwards where the machine is set back during a pause', () => {
    clock.pause();
    realMs -= 1_000;
    assert.equal(clock.now(), 1_000_000);
    clock.advance(5);
    assert.equal(clock.now(), 1_000_005);
  });

  describe('at another speed', () => {
    it('runs faster from where it is, and slower again', () => {
      clock.advance(500);
      clock.run(60);
      realMs += 10;
      assert.deepEqual(clock.state(), {
        ...{ nowMs: 1_001_100, paused: false, offsetMs: 1_090, speed: 60 },
      });
      clock.run(1);
      realMs += 10;
      assert.equal(clock.now(), 1_001_110);
    });

    it('goes on from where it was paused', () => {
      clock.pause();
      realMs += 1_000;
      clock.run(2.5);
      realMs += 3;
      assert.equal(clock.now(), 1_000_007);
    });

    it('stays live at the speed of real time', () => {
      clock.run(1);
      realMs += 7;
      assert.deepEqual(clock.state(), {
        ...{ nowMs: 1_000_007, paused: false, offsetMs: 0, speed: 1 },
      });
    });

    it('is real time again after a reset', () => {
      clock.run(10_000);
      realMs += 7;
      clock.reset();
      assert.deepEqual(clock.state(), {
        ...{ nowMs: 1_000_007, paused: false, offsetMs: 0, speed: 1 },
      });
    });

    it('goes on for the next emulator, the time between included', () => {
      clock.run(10);
      realMs += 1;
      const state = clock.state();
      realMs += 5;
      const next = createSimulatedClock(() => realMs, state);
      assert.equal(next.now(), 1_000_060);
      assert.equal(timeAt(state, realMs), 1_000_060);
      clock.pause();
      assert.equal(timeAt(clock.state(), realMs + 50), clock.now());
    });

    for (const speed of [0, 0.99, -1, NaN, Infinity, 10_001]) {
      it(`refuses a speed of ${speed}`, () => {
        assert.throws(() => {
          clock.run(speed);
        }, RangeError);
      });
    }
  });

  describe('held', () => {
    it('stands still, and goes on from there when it is released', () => {
      clock.advance(500);
      clock.hold();
      realMs += 60_000;
      assert.deepEqual(clock.state(), {
        nowMs: 1_000_500,
        paused: false,
        offsetMs: -59_500,
        speed: 1,
        held: true,
      });
      clock.release();
      realMs += 7;
      assert.deepEqual(clock.state(), {
        nowMs: 1_000_507,
        paused: false,
        offsetMs: -59_500,
        speed: 1,
      });
    });

    it('waits for the last of those that hold it', () => {
      clock.hold();
      clock.hold();
      realMs += 5;
      clock.release();
      realMs += 5;
      assert.equal(clock.now(), 1_000_000);
      clock.release();
      realMs += 5;
      assert.equal(clock.now(), 1_000_005);
    });

    it('advances meanwhile', () => {
      clock.hold();
      realMs += 10;
      clock.advance(100);
      assert.equal(clock.now(), 1_000_100);
      clock.release();
      assert.equal(clock.now(), 1_000_100);
    });

    it('stays paused where it was paused, whichever comes first', () => {
      clock.pause();
      clock.hold();
      realMs += 10;
      clock.release();
      assert.equal(clock.now(), 1_000_000);
      clock.reset();
      clock.hold();
      realMs += 10;
      clock.pause();
      clock.release();
      realMs += 10;
      assert.equal(clock.now(), 1_000_010);
    });

    it('stands at real time when it is reset meanwhile', () => {
      clock.hold();
      realMs += 10;
      clock.reset();
      realMs += 5;
      assert.equal(clock.now(), 1_000_010);
      clock.release();
      realMs += 1;
      assert.equal(clock.now(), 1_000_011);
    });

    it('runs for the next emulator, which nobody holds yet', () => {
      clock.hold();
      realMs += 10;
      const next = createSimulatedClock(() => realMs, clock.state());
      realMs += 1;
      assert.equal(next.now(), 1_000_001);
    });
  });

  for (const ms of [-1, -0.5, 0.5, NaN, Infinity, -Infinity, 2 ** 53, 1e300]) {
    it(`refuses to advance by ${ms}`, () => {
      assert.throws(
        () => {
          clock.advance(ms);
        },
        new RangeError(
          `Simulated time moves forward by a whole number of milliseconds, not by ${ms}.`,
        ),
      );
      assert.equal(clock.now(), 1_000_000);
    });
  }

  it('refuses to advance beyond the last date, running or paused', () => {
    const restMs = 8_640_000_000_000_000 - realMs;
    for (const prepare of [() => undefined, () => clock.pause()]) {
      prepare();
      assert.throws(() => {
        clock.advance(restMs + 1);
      }, RangeError);
    }
    clock.advance(restMs);
    assert.ok(!Number.isNaN(new Date(clock.now()).getTime()));
    assert.throws(() => {
      clock.advance(1);
    }, RangeError);
  });
});
