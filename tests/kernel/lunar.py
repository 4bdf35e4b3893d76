"""The Vietnamese lunar calendar by astronomy (Meeus, Astronomical Algorithms), for UTC+7: only a check of our data.

New moons and the sun's longitude decide the months; the month holding the winter solstice is the eleventh, and a
year with thirteen new moons between two solstices has a leap month: the first without a major solar term.
"""

from datetime import date
from math import floor, pi, radians, sin

ZONE = 7 / 24
_SYNODIC = 29.530588853
_NEW_MOON_1900 = 2415021.076998695


def new_moon(count: int) -> int:
    """Julian day number, local, of the `count`-th new moon since that of January 1900."""
    t = count / 1236.85
    t2, t3 = t * t, t * t * t
    day = 2415020.75933 + 29.53058868 * count + 0.0001178 * t2 - 0.000000155 * t3
    day += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t2))
    sun = radians(359.2242 + 29.10535608 * count - 0.0000333 * t2 - 0.00000347 * t3)
    moon = radians(306.0253 + 385.81691806 * count + 0.0107306 * t2 + 0.00001236 * t3)
    node = radians(21.2964 + 390.67050646 * count - 0.0016528 * t2 - 0.00000239 * t3)
    day += (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon)
    day += 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node)
    day += -0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon) + 0.0004 * sin(2 * node + sun)
    day += -0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    day += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    dynamical = -0.000278 + 0.000265 * t + 0.000262 * t2
    return floor(day + 0.5 - dynamical + ZONE)


def solar_term(julian_day: int) -> int:
    """Which twelfth of the sun's way (0 from the spring equinox) holds local midnight of a day."""
    t = (julian_day - 0.5 - ZONE - 2451545.0) / 36525
    mean = radians(357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t**3)
    centre = (1.914600 - 0.004817 * t - 0.000014 * t * t) * sin(mean)
    centre += (0.019993 - 0.000101 * t) * sin(2 * mean) + 0.000290 * sin(3 * mean)
    longitude = radians(280.46645 + 36000.76983 * t + 0.0003032 * t * t + centre)
    return floor(longitude % (2 * pi) / pi * 6)


def _eleventh_month(year: int) -> int:
    """The new moon that opens the month of the winter solstice of `year`."""
    near = floor((date(year, 12, 31).toordinal() + 1721425 - _NEW_MOON_1900) / _SYNODIC)
    return near - 1 if solar_term(new_moon(near)) >= 9 else near


def gregorian(year: int, month: int, day: int) -> date:
    """The date of a day of the lunar `year` (months 1 to 10, none of them the leap month)."""
    before, after = _eleventh_month(year - 1), _eleventh_month(year)
    leap = None
    if after - before == 13:
        terms = [solar_term(new_moon(count)) for count in range(before, after + 2)]
        leap = next(index for index in range(1, 14) if terms[index] == terms[index + 1])
    index = month + 1
    if leap is not None and index >= leap:
        index += 1
    return date.fromordinal(new_moon(before + index) - 1721425 + day - 1)
