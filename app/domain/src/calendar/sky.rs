//! Where sun and moon stand, as far as a calendar needs it.
//!
//! New moons after Meeus, *Astronomical Algorithms*, chapter 49 (within half a
//! minute over the years served here), the sun's longitude after chapter 25 (within
//! a quarter of an hour of its course).

/// The Julian day number at noon, Greenwich, of 1 January 2000.
const J2000: f64 = 2_451_545.0;
const DAYS_PER_CENTURY: f64 = 36_525.0;
const SECONDS_PER_DAY: f64 = 86_400.0;

/// Mean time from new moon to new moon, in days.
pub(super) const MONTH_DAYS: f64 = 29.530_588_861;
/// New moon number 0, near 6 January 2000.
pub(super) const FIRST_NEW_MOON: f64 = 2_451_550.097_66;

/// How far the even time of astronomers runs ahead of the earth's rotation, in
/// seconds: (year, seconds), straight lines between. Past 2020 it is a forecast.
const AHEAD: [(f64, f64); 11] = [
    (1900.0, -3.0),
    (1920.0, 21.0),
    (1940.0, 24.0),
    (1960.0, 33.0),
    (1980.0, 51.0),
    (2000.0, 64.0),
    (2020.0, 70.0),
    (2050.0, 93.0),
    (2100.0, 203.0),
    (2150.0, 329.0),
    (2200.0, 442.0),
];

/// Terms of a new moon: days, times E to this power, multiples of M, M', F.
const TERMS: [(f64, i32, [f64; 3]); 24] = [
    (-0.407_20, 0, [0.0, 1.0, 0.0]),
    (0.172_41, 1, [1.0, 0.0, 0.0]),
    (0.016_08, 0, [0.0, 2.0, 0.0]),
    (0.010_39, 0, [0.0, 0.0, 2.0]),
    (0.007_39, 1, [-1.0, 1.0, 0.0]),
    (-0.005_14, 1, [1.0, 1.0, 0.0]),
    (0.002_08, 2, [2.0, 0.0, 0.0]),
    (-0.001_11, 0, [0.0, 1.0, -2.0]),
    (-0.000_57, 0, [0.0, 1.0, 2.0]),
    (0.000_56, 1, [1.0, 2.0, 0.0]),
    (-0.000_42, 0, [0.0, 3.0, 0.0]),
    (0.000_42, 1, [1.0, 0.0, 2.0]),
    (0.000_38, 1, [1.0, 0.0, -2.0]),
    (-0.000_24, 1, [-1.0, 2.0, 0.0]),
    (-0.000_07, 0, [2.0, 1.0, 0.0]),
    (0.000_04, 0, [0.0, 2.0, -2.0]),
    (0.000_04, 0, [3.0, 0.0, 0.0]),
    (0.000_03, 0, [1.0, 1.0, -2.0]),
    (0.000_03, 0, [0.0, 2.0, 2.0]),
    (-0.000_03, 0, [1.0, 1.0, 2.0]),
    (0.000_03, 0, [-1.0, 1.0, 2.0]),
    (-0.000_02, 0, [-1.0, 1.0, -2.0]),
    (-0.000_02, 0, [1.0, 3.0, 0.0]),
    (0.000_02, 0, [0.0, 4.0, 0.0]),
];

/// The planets' pull: days, angle at new moon 0, and its growth a month, in degrees.
const PLANETS: [(f64, f64, f64); 14] = [
    (0.000_325, 299.77, 0.107_408),
    (0.000_165, 251.88, 0.016_321),
    (0.000_164, 251.83, 26.651_886),
    (0.000_126, 349.42, 36.412_478),
    (0.000_110, 84.66, 18.206_239),
    (0.000_062, 141.74, 53.303_771),
    (0.000_060, 207.14, 2.453_732),
    (0.000_056, 154.84, 7.306_860),
    (0.000_047, 34.52, 27.261_239),
    (0.000_042, 207.19, 0.121_824),
    (0.000_040, 291.34, 1.844_379),
    (0.000_037, 161.72, 24.198_154),
    (0.000_035, 239.56, 25.513_099),
    (0.000_023, 331.55, 3.592_518),
];

/// When new moon number `k` is: a Julian date in universal time.
pub(super) fn new_moon(k: f64) -> f64 {
    let even = new_moon_in_even_time(k);
    even - seconds_ahead(even) / SECONDS_PER_DAY
}

fn new_moon_in_even_time(k: f64) -> f64 {
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let mean = FIRST_NEW_MOON + MONTH_DAYS * k + 0.000_154_37 * t2 - 0.000_000_150 * t3;
    let e = 1.0 - 0.002_516 * t - 0.000_007_4 * t2;
    let arguments = [
        2.5534 + 29.105_356_70 * k - 0.000_001_4 * t2,
        201.5643 + 385.816_935_28 * k + 0.010_758_2 * t2 + 0.000_012_38 * t3,
        160.7108 + 390.670_502_84 * k - 0.001_611_8 * t2 - 0.000_002_27 * t3,
    ];
    let node = 124.7746 - 1.563_755_88 * k + 0.002_067_2 * t2;
    let periodic: f64 = TERMS
        .iter()
        .map(|(days, power, multiples)| {
            let angle: f64 = multiples.iter().zip(arguments).map(|(n, a)| n * a).sum();
            days * e.powi(*power) * angle.to_radians().sin()
        })
        .sum();
    let pulled: f64 = PLANETS
        .iter()
        .map(|(days, angle, growth)| days * (angle + growth * k).to_radians().sin())
        .sum();
    mean + periodic - 0.000_17 * node.to_radians().sin() + pulled
}

/// The sun's apparent longitude in degrees, 0 to 360, at a Julian date in universal
/// time. At 270 it is winter solstice.
pub(super) fn sun_longitude(at: f64) -> f64 {
    let t = (at + seconds_ahead(at) / SECONDS_PER_DAY - J2000) / DAYS_PER_CENTURY;
    let mean = 280.466_46 + 36_000.769_83 * t + 0.000_303_2 * t * t;
    let anomaly = (357.529_11 + 35_999.050_29 * t - 0.000_153_7 * t * t).to_radians();
    let centre = (1.914_602 - 0.004_817 * t - 0.000_014 * t * t) * anomaly.sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let node = (125.04 - 1934.136 * t).to_radians();
    (mean + centre - 0.005_69 - 0.004_78 * node.sin()).rem_euclid(360.0)
}

fn seconds_ahead(at: f64) -> f64 {
    let year = 2000.0 + (at - J2000) / 365.25;
    let mut before = (f64::MIN, -3.0);
    for (until, seconds) in AHEAD {
        if year <= until {
            let share = (year - before.0) / (until - before.0);
            return before.1 + (seconds - before.1) * share;
        }
        before = (until, seconds);
    }
    before.1
}

#[cfg(test)]
mod tests {
    use super::{new_moon_in_even_time, sun_longitude};

    #[test]
    fn the_new_moon_of_the_books_example() {
        // Meeus, example 49.a: 1977 February 18, 3h37m42s.
        assert!((new_moon_in_even_time(-283.0) - 2_443_192.651_18).abs() < 0.000_02);
    }

    #[test]
    fn the_sun_of_the_books_example() {
        // Meeus, example 25.a: 1992 October 13, 0h dynamical time.
        let even = 2_448_908.5;
        let universal = even - 58.0 / 86_400.0;
        assert!((sun_longitude(universal) - 199.908_95).abs() < 0.000_1);
    }
}
