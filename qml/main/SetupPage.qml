// SPDX-License-Identifier: GPL-3.0-or-later
import Coffret.Onboarding
import Coffret.Ui

/// Setting up the first account, or one more.
OnboardingPage {
    id: root

    required property AppViewModel app

    cancellable: root.app.browse.currentAccountId !== ""
    firstRun: root.app.firstRun
    settings: root.app.settings

    onCancelRequested: root.app.cancelAddAccount()
}
