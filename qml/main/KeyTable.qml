// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// The keys of the main window, in the order they are learnt.
ListModel {
    ListElement {
        keys: "Ctrl+F  /"
        //: What a key does
        words: qsTr("Search")
    }
    ListElement {
        keys: "Ctrl+C"
        //: What a key does
        words: qsTr("Copy password, key or token")
    }
    ListElement {
        keys: "Ctrl+B"
        //: What a key does
        words: qsTr("Copy user name")
    }
    ListElement {
        keys: "Ctrl+U"
        //: What a key does
        words: qsTr("Copy the first address")
    }
    ListElement {
        keys: "Ctrl+T"
        //: What a key does
        words: qsTr("Copy one-time code")
    }
    ListElement {
        keys: "Ctrl+Shift+C"
        //: What a key does
        words: qsTr("Show or hide the value")
    }
    ListElement {
        keys: "Ctrl+Alt"
        //: What holding two keys does
        words: qsTr("Show the value while held")
    }
    ListElement {
        keys: "Ctrl+Shift+L"
        //: What a key does
        words: qsTr("Show the value in large type")
    }
    ListElement {
        keys: "Ctrl+Shift+Q"
        //: What a key does
        words: qsTr("Show the value as a QR code")
    }
    ListElement {
        keys: "Ctrl+G"
        //: What a key does
        words: qsTr("Generate a password while writing one")
    }
    ListElement {
        keys: "Shift+↑ ↓  Ctrl+A"
        //: What some keys do in the list of secrets
        words: qsTr("Choose several, or all")
    }
    ListElement {
        keys: "Ctrl+N"
        //: What a key does
        words: qsTr("New secret")
    }
    ListElement {
        keys: "Ctrl+E"
        //: What a key does
        words: qsTr("Edit")
    }
    ListElement {
        keys: "Ctrl+S"
        //: What a key does
        words: qsTr("Save what is written")
    }
    ListElement {
        keys: "Del"
        //: What a key does
        words: qsTr("Delete the secret chosen in the list")
    }
    ListElement {
        keys: "Enter"
        //: What a key does
        words: qsTr("Open")
    }
    ListElement {
        keys: "Esc"
        //: What a key does
        words: qsTr("Clear, then back")
    }
    ListElement {
        keys: "F1"
        //: What a key does
        words: qsTr("Go to the tree")
    }
    ListElement {
        keys: "F2"
        //: What a key does
        words: qsTr("Go to the list")
    }
    ListElement {
        keys: "F6"
        //: What a key does
        words: qsTr("Next pane")
    }
    ListElement {
        keys: "Ctrl+1 … 9"
        //: What a key does
        words: qsTr("Switch account")
    }
    ListElement {
        keys: "Ctrl+R"
        //: What a key does
        words: qsTr("Sync")
    }
    ListElement {
        keys: "Ctrl+L"
        //: What a key does
        words: qsTr("Lock")
    }
    ListElement {
        keys: "Ctrl+/"
        //: What a key does
        words: qsTr("This list")
    }
    ListElement {
        keys: "Ctrl+Q"
        //: What a key does
        words: qsTr("Quit")
    }
}
