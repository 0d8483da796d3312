"""``standto completion``: the script with which a shell completes words of this program."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXAMPLES = """
standto completion bash
standto completion zsh
standto completion fish
"""

BASH = r"""# standto: completion for bash. Load it with: source <(standto completion bash)
_standto() {
    local value what
    COMPREPLY=()
    while IFS=$'\t' read -r value what; do
        case "$value" in
            :files) compopt -o filenames 2>/dev/null; while read -r value; do COMPREPLY+=("$value"); done \
                < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}") ;;
            :folders) compopt -o filenames 2>/dev/null; while read -r value; do COMPREPLY+=("$value"); done \
                < <(compgen -d -- "${COMP_WORDS[COMP_CWORD]}") ;;
            ?*) COMPREPLY+=("$value") ;;
        esac
    done < <("${COMP_WORDS[0]}" completion --words "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _standto standto
"""

ZSH = r"""#compdef standto
# standto: completion for zsh. Put it as _standto into a folder of $fpath, or load it, after compinit, with:
# source <(standto completion zsh)
_standto() {
    local line
    local -a found
    for line in "${(@f)$("${words[1]}" completion --words "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        case "${line%%$'\t'*}" in
            :files) _files ;;
            :folders) _files -/ ;;
            ?*) found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
        esac
    done
    (( ${#found} )) && _describe -t values value found
}
if [[ "${funcstack[1]}" == _standto ]]; then _standto "$@"; else compdef _standto standto; fi
"""

FISH = r"""# standto: completion for fish. Put it as standto.fish into ~/.config/fish/completions
function __standto_words
    set -l before (commandline -opc)
    for line in ($before[1] completion --words $before[2..-1] (commandline -ct) 2>/dev/null)
        switch $line
            case ':files*'
                __fish_complete_path (commandline -ct)
            case ':folders*'
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete -c standto -f -a '(__standto_words)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
"""The script of each shell; each asks this command for the words that can follow."""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    parser.add_argument("shell", metavar="SHELL", choices=SCRIPTS, nargs="?", help=f"the shell: {', '.join(SCRIPTS)}")
    parser.add_argument("--words", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def run(args: Namespace) -> int:
    """Print the script of a shell, or the words that can follow those given."""
    if args.words is not None:
        from standto.cli.completing import completions

        for word, what in completions(args.words):
            print(f"{word}\t{' '.join(what.split())}")
        return 0
    if args.shell is None:
        raise OptionError(f"SHELL: is missing: write one of {', '.join(SCRIPTS)}")
    print(SCRIPTS[args.shell], end="")
    return 0
