"""What can go wrong, and for whom.

OrgsimError
├── InputError          what a user wrote cannot be used (exit code 3; 1 from ``validate``, unless a file cannot be read)
│   ├── ScenarioError   one or more problems in scenario files, each with its place
│   └── CommandLineError          the command line is wrong by itself, whatever its files hold (exit code 2)
├── SimulationError     one run could not be finished; others are not affected (exit code 4)
└── ResultsError        files of results that do not fit together or cannot be read (exit code 3)
"""


class OrgsimError(Exception):
    """Anything orgsim says instead of an answer."""


class InputError(OrgsimError):
    """Something a user wrote cannot be used."""


class CommandLineError(InputError):
    """The words of a command line contradict each other, or one of them is not what it should be."""


class SimulationError(OrgsimError):
    """One run could not be finished."""


class ResultsError(OrgsimError):
    """Files of results do not fit together or cannot be read."""
