"""The most places that people can fill, person by person along augmenting paths: it shares nothing with the program."""

from __future__ import annotations


def most_filled(people, places):
    """Return the most places that people can fill at once.

    `people` has the set of duties that each person can do, `places` the duty of each place.
    """
    holder = {}

    def placed(person, tried):
        for place, duty in enumerate(places):
            if duty in people[person] and place not in tried:
                tried.add(place)
                if place not in holder or placed(holder[place], tried):
                    holder[place] = person
                    return True
        return False

    return sum(placed(person, set()) for person in range(len(people)))
