// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick

/// Puts texts that are complete in themselves side by side, as the language does it. Empty ones are left out.
QtObject {
    /// Facts of one line on the screen: whose, where, when.
    function beside(parts: var): string {
        //: Two facts beside each other in one line: whose and where, what and when. Each may consist of several itself
        return joined(parts, qsTr("%1 · %2"));
    }

    /// What a screen reader says of one thing, one fact after the other.
    function listed(parts: var): string {
        //: What a screen reader says of one thing: a fact, and one more. Each may consist of several itself
        return joined(parts, qsTr("%1, %2"));
    }

    /// Sentences, and words that stand for one, after each other.
    function sentences(parts: var): string {
        //: Two sentences, for a screen reader. %1 has no full stop yet
        const unended = qsTr("%1. %2");
        //: Two sentences, for a screen reader. %1 has its full stop
        const ended = qsTr("%1 %2");
        return parts.filter(part => part !== "").reduce((before, part) => filled(/[.!?…。！？]$/.test(before) ? ended : unended, before, part), "");
    }

    /// A label and what belongs to it.
    function labelled(label: string, value: string): string {
        //: A label, and what it is about: the name of a fact and its value, a person and what that person says
        return filled(qsTr("%1: %2"), label, value);
    }

    function joined(parts: var, pattern: string): string {
        return parts.filter(part => part !== "").reduce((before, part) => filled(pattern, before, part), "");
    }

    /// The parts may have place marks in them.
    function filled(pattern: string, first: string, second: string): string {
        return first === "" ? second : pattern.replace(/%[12]/g, mark => mark === "%1" ? first : second);
    }
}
